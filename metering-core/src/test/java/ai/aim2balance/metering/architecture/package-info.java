/** What holds for the library as a whole: who may know whom, what is public, how long a file may be. */
@NullMarked
package ai.aim2balance.metering.architecture;

import org.jspecify.annotations.NullMarked;
