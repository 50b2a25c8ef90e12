// SPDX-License-Identifier: Apache-2.0
package dev.sextant.trainers.network;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;

/** What an object keeps alive, as far as arrays of numbers and texts go: all of its size that matters. */
public final class ReachableBytes {
    private ReachableBytes() {}

    public static long of(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> open = new ArrayList<>(List.of(root));
        long bytes = 0;
        while (!open.isEmpty()) {
            Object object = open.removeLast();
            if (!seen.add(object)) continue;
            switch (object) {
                case float[] numbers -> bytes += 4L * numbers.length;
                case int[] numbers -> bytes += 4L * numbers.length;
                case double[] numbers -> bytes += 8L * numbers.length;
                case short[] numbers -> bytes += 2L * numbers.length;
                case byte[] numbers -> bytes += numbers.length;
                case boolean[] flags -> bytes += flags.length;
                case String text -> bytes += text.length();
                case Object[] objects -> {
                    bytes += 4L * objects.length;
                    for (Object each : objects) if (each != null) open.add(each);
                }
                case Collection<?> all -> open.addAll(all);
                case Map<?, ?> map -> {
                    open.addAll(map.keySet());
                    open.addAll(map.values());
                }
                case FutureTask<?> done -> open.add(done.resultNow());
                default -> addFields(object, open);
            }
        }
        return bytes;
    }

    private static void addFields(Object object, List<Object> open) throws IllegalAccessException {
        Class<?> type = object.getClass();
        if (!type.getName().startsWith("dev.sextant.") || object instanceof Enum<?> || type.isArray()) return;
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass())
            for (Field field : at.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive() || at.isHidden()) continue;
                field.setAccessible(true);
                Object value = field.get(object);
                if (value != null) open.add(value);
            }
    }
}
