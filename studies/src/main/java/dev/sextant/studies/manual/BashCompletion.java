// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.manual;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Completion for bash, from version 3.2. What the script offers is in two tables, one of commands and one of values;
 * the rest reads what was typed.
 */
public final class BashCompletion {
    private BashCompletion() {}

    /** The script. */
    public static String of(CommandPage top) {
        StringBuilder pages = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (CommandPage page : top.all()) {
            pages.append("    ").append(quoted(page.path())).append(")\n");
            pages.append("      commands=")
                    .append(quoted(words(
                            page.commands().stream().map(CommandPage::word).toList())));
            pages.append(" options=")
                    .append(quoted(words(page.options().stream()
                            .flatMap(option -> option.names().stream())
                            .toList())));
            pages.append("\n      valued=")
                    .append(quoted(" "
                            + words(page.options().stream()
                                    .filter(Argument::valued)
                                    .flatMap(option -> option.names().stream())
                                    .toList())
                            + " "));
            pages.append("\n      places=(");
            pages.append(page.parameters().stream()
                    .map(parameter -> quoted(kind(parameter) + (parameter.repeated() ? "*" : "")))
                    .collect(Collectors.joining(" ")));
            pages.append(") ;;\n");
            for (Argument option : page.options())
                if (option.valued() && option.offer() != Argument.Offer.NOTHING)
                    for (String name : option.names())
                        values.append("    ")
                                .append(quoted(page.path() + " " + name))
                                .append(") kind=")
                                .append(quoted(kind(option)))
                                .append(" ;;\n");
        }
        return SCRIPT.replace("@PAGES@", pages).replace("@VALUES@", values).replace("@PROGRAM@", top.name());
    }

    private static String words(List<String> words) {
        return String.join(" ", words);
    }

    private static String kind(Argument argument) {
        return switch (argument.offer()) {
            case NOTHING -> "nothing";
            case VALUES -> "=" + words(argument.values());
            case FILE -> "file";
            case DIRECTORY -> "directory";
            case RUN -> "run";
        };
    }

    private static String quoted(String words) {
        return "'" + words.replace("'", "'\\''") + "'";
    }

    private static final String SCRIPT = """
            # Completion of @PROGRAM@ for bash, written by: @PROGRAM@ completion bash

            # What a command takes; path is the command's words.
            _@PROGRAM@_page() {
              case $path in
            @PAGES@  esac
            }

            # What the value of an option may be.
            _@PROGRAM@_value() {
              case "$path $1" in
            @VALUES@    *) kind=nothing ;;
              esac
            }

            # The names of the runs here, written so that they may be typed.
            _@PROGRAM@_runs() {
              local typed=$cur open= folder name
              case $typed in
                \\"*) open=1 typed=${typed#\\"} ;;
                \\'*) open=1 typed=${typed#\\'} ;;
                *) typed=${typed//\\\\/} ;;
              esac
              for folder in runs/*/; do
                [[ -d $folder ]] || continue
                name=${folder#runs/} name=${name%/}
                [[ $name == "$typed"* ]] || continue
                [[ -n $open ]] || printf -v name %q "$name"
                COMPREPLY+=("$name")
              done
              [[ latest == "$typed"* ]] && COMPREPLY+=(latest)
            }

            _@PROGRAM@() {
              local cur=${COMP_WORDS[COMP_CWORD]} path= kind= option= skip= place=0 word i
              local commands options valued
              local -a places
              COMPREPLY=()
              _@PROGRAM@_page
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if [[ -n $skip ]]; then
                  # bash takes --option=value apart.
                  [[ $word == = ]] || skip= option=
                elif [[ $word == -* ]]; then
                  [[ $valued == *" $word "* ]] && skip=1 option=$word
                elif [[ $place == 0 && " $commands " == *" $word "* ]]; then
                  path=${path:+$path }$word
                  _@PROGRAM@_page
                else
                  place=$((place + 1))
                fi
              done
              [[ $cur == = ]] && cur=
              if [[ -n $option ]]; then
                _@PROGRAM@_value "$option"
              elif [[ $cur == -* ]]; then
                kind="=$options"
              elif [[ -n $commands ]]; then
                kind="=$commands"
              elif ((place < ${#places[@]})); then
                kind=${places[place]%'*'}
              elif ((${#places[@]} > 0)) && [[ ${places[${#places[@]} - 1]} == *'*' ]]; then
                kind=${places[${#places[@]} - 1]%'*'}
              else
                kind="=$options"
              fi
              # Files are completed by bash itself, which it does where there is no reply.
              case $kind in
                file) return ;;
                directory) compopt +o default -o dirnames 2>/dev/null; return ;;
              esac
              compopt +o default 2>/dev/null
              case $kind in
                =*) COMPREPLY=($(compgen -W "${kind#=}" -- "$cur")) ;;
                run)
                  _@PROGRAM@_runs
                  ((${#COMPREPLY[@]})) || compopt -o dirnames 2>/dev/null ;;
              esac
            }

            complete -o default -F _@PROGRAM@ @PROGRAM@ ./@PROGRAM@
            """;
}
