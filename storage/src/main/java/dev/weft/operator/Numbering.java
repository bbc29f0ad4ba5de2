package dev.weft.operator;

/** Which rows with equal keys belong together, for {@link Plan.Numbered}. */
public sealed interface Numbering permits Sessions, Matches {}
