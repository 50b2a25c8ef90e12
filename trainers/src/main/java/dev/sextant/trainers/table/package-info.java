/**
 * Tables of numbers and texts: the files, formats and generators that rows come from. Nothing is learnt from them here.
 */
@NullMarked
package dev.sextant.trainers.table;

import org.jspecify.annotations.NullMarked;
