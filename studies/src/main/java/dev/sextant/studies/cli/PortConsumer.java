// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Takes the next word as a port if it is a number: the study's name may follow the bare option, which stands for the
 * usual port.
 */
abstract class PortConsumer implements IParameterConsumer {
    static final int MOST = 65_535;

    private final String option;
    private final int usual;

    /** @param usual what the bare option stands for */
    PortConsumer(String option, int usual) {
        this.option = option;
        this.usual = usual;
    }

    @Override
    public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
        if (words.isEmpty() || !words.peek().matches("-?[0-9]+")) {
            argument.setValue(usual);
            return;
        }
        String word = words.pop();
        int port = word.length() > 5 || word.startsWith("-") ? -1 : Integer.parseInt(word);
        if (port < 0 || port > MOST)
            throw new ParameterException(command.commandLine(), option + " " + word + ": must be from 0 to " + MOST);
        argument.setValue(port);
    }
}
