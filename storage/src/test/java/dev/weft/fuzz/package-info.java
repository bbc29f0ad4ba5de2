/** Fuzz targets for parsers of bytes that others wrote; their corpora lie in the test resources. */
package dev.weft.fuzz;
