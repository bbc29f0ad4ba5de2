/**
 * The {@code weft} command. {@link dev.weft.cli.Weft} is the program; each command is a class of
 * its own, listed there. Results go to standard output, everything else to standard error; exit
 * status 0 done, 1 failed, 2 wrong usage. May import everything.
 *
 * <p>To add a command: write a {@code Callable<Integer>} with picocli's {@code @Command} on it and
 * list it in {@link dev.weft.cli.Weft}. Throw what goes wrong; {@link dev.weft.cli.Messages} tells
 * it to the user.
 */
@NullMarked
package dev.weft.cli;

import org.jspecify.annotations.NullMarked;
