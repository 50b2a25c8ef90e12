// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the classes of old libraries anew in a later version of the class-file format. The JVM keeps classes ready in
 * its cache only from Java 6 on; those that libraries still ship for older ones are read and verified at every start.
 * The instructions stay what they are, so the classes do what they did; added are the frames by which the JVM verifies.
 *
 * <p>Cost: about a millisecond a class. Source: The Java Virtual Machine Specification, sections 4.1 and 4.10.1.
 */
public final class NewerClasses {
    /** Java 6, the first that the cache takes. */
    private static final int CACHED = 50;

    /** Java 8: the latest in which nothing but the frames is asked of old code. */
    private static final int WRITTEN = 52;

    private static final String ENDING = ".class";

    private NewerClasses() {}

    /** Renews every jar in the folder that is named. */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        for (Path jar : jars) {
            int renewed = renew(jar);
            if (renewed > 0) out.println(jar.getFileName() + ": " + renewed + " classes renewed");
        }
    }

    /** Writes the jar anew, whole or not at all, if it holds old classes and is not signed; how many it held. */
    static int renew(Path jar) throws IOException {
        Path fresh = jar.resolveSibling(jar.getFileName() + ".part");
        int renewed = 0;
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries = zip.stream().toList();
            boolean old = false;
            for (ZipEntry entry : entries) {
                if (entry.getName().startsWith("META-INF/") && entry.getName().endsWith(".SF")) return 0;
                old |= old(zip, entry);
            }
            if (!old) return 0;
            try (OutputStream file = Files.newOutputStream(fresh);
                    ZipOutputStream out = new ZipOutputStream(file)) {
                for (ZipEntry entry : entries) {
                    byte[] content = content(zip, entry);
                    if (old(zip, entry)) {
                        content = renew(content, zip);
                        renewed++;
                    }
                    ZipEntry written = new ZipEntry(entry.getName());
                    written.setTime(entry.getTime());
                    out.putNextEntry(written);
                    out.write(content);
                    out.closeEntry();
                }
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return renewed;
    }

    private static byte[] renew(byte[] old, ZipFile zip) {
        ClassFile file = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(
                        ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> stream(zip, type))));
        ClassModel model = file.parse(old);
        return file.transformClass(model, (builder, element) -> {
            switch (element) {
                case ClassFileVersion _ -> builder.withVersion(WRITTEN, 0);
                // Taken apart, or its bytes would be copied without frames.
                case MethodModel method ->
                    builder.transformMethod(method, (one, part) -> {
                        if (part instanceof CodeModel code) one.withCode(to -> code.forEach(to));
                        else one.with(part);
                    });
                default -> builder.with(element);
            }
        });
    }

    /** A class by its name, for the frames: what two types have in common. Null where it is nowhere. */
    private static @Nullable InputStream stream(ZipFile zip, ClassDesc type) {
        String descriptor = type.descriptorString();
        String name = descriptor.substring(1, descriptor.length() - 1) + ENDING;
        ZipEntry entry = zip.getEntry(name);
        try {
            return entry == null ? ClassLoader.getSystemResourceAsStream(name) : zip.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class file begins with four bytes that are always the same, then has its minor and its major version. */
    private static boolean old(ZipFile zip, ZipEntry entry) throws IOException {
        if (!entry.getName().endsWith(ENDING)) return false;
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] head = in.readNBytes(8);
            return head.length == 8 && (((head[6] & 0xff) << 8) | (head[7] & 0xff)) < CACHED;
        }
    }

    private static byte[] content(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
