using System.Text;

namespace OllamaSdk.Cli.Completion;

internal static class BashScript
{
    public static string Of(CommandWords words)
    {
        var script = new StringBuilder(
            """
            # bash completion of ollama-sdk: put this where bash finds it, or run: source <(ollama-sdk completion bash)
            # Adds what the program itself knows: models of the server, names of the settings.
            _ollama_sdk_ask() {
                local word
                while IFS= read -r word; do COMPREPLY+=("${word#"$cut"}"); done < <(ollama-sdk complete "$1" "$current" --line "$COMP_LINE" 2>/dev/null)
                # Where it knows none, a file would be no better.
                compopt +o default 2>/dev/null
            }
            _ollama_sdk() {
                local at=$COMP_CWORD cut="" command="" words="" word
                local current="${COMP_WORDS[at]}"
                # bash takes a colon for a word of its own, and names of models have one.
                if [[ $at -gt 1 && "$current" == : ]]; then current="${COMP_WORDS[at-1]}:" at=$((at-1)); fi
                while [[ $at -gt 2 && "${COMP_WORDS[at-1]}" == : ]]; do current="${COMP_WORDS[at-2]}:$current" at=$((at-2)); done
                if [[ $at -lt $COMP_CWORD ]]; then cut="${current%"${current##*:}"}"; fi
                for word in "${COMP_WORDS[@]:1:at-1}"; do
                    case "$command $word" in

            """);
        foreach (var command in words.Commands)
        {
            script.Append($"            {string.Join('|', command.Names.Select(name => $"\"{command.Parent} {name}\""))}) command=\"{command.Path}\" ;;\n");
        }

        script.Append(
            """
                    esac
                done
                COMPREPLY=()
                case "${COMP_WORDS[at-1]}" in

            """);
        foreach (var option in words.WithValues)
        {
            var ask = option.Asks is null ? "" : $"_ollama_sdk_ask {option.Asks}; ";
            script.Append($"        {string.Join('|', option.Names)}) COMPREPLY=($(compgen {(option.TakesFile ? "-f " : "")}-W \"{string.Join(' ', option.Choices)}\" -- \"$current\")); {ask}return ;;\n");
        }

        script.Append("    esac\n    case \"$command\" in\n");
        script.Append($"        \"\") words=\"{string.Join(' ', words.First.SelectMany(command => command.Names))}\" ;;\n");
        foreach (var command in words.Commands)
        {
            var ask = command.Asks is null ? "" : $"; [[ \"$current\" == -* ]] || _ollama_sdk_ask {command.Asks}";
            script.Append($"        \"{command.Path}\") words=\"{string.Join(' ', command.Choices.Concat(command.Options.Select(option => option.Long)))}\"{ask} ;;\n");
        }

        return script.Append(
            $$"""
                esac
                COMPREPLY+=($(compgen -W "$words {{string.Join(' ', words.Everywhere.Select(option => option.Long))}}" -- "$current"))
            }
            complete -o default -F _ollama_sdk ollama-sdk

            """).ToString();
    }
}
