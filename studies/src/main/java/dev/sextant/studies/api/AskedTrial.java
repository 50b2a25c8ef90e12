// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.api;

abstract non-sealed class AskedTrial implements RunningTrial {}
