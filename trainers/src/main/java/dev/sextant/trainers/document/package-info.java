/** A trainer's document: how it is checked, and what a person who mistyped it is told. */
@NullMarked
package dev.sextant.trainers.document;

import org.jspecify.annotations.NullMarked;
