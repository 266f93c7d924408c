using System.Text;

namespace OllamaSdk.Cli.Completion;

internal static class ZshScript
{
    public static string Of(CommandWords words)
    {
        var script = new StringBuilder(
            """
            #compdef ollama-sdk
            # zsh completion of ollama-sdk: put this into a folder of $fpath as _ollama-sdk, or run: source <(ollama-sdk completion zsh)
            # Adds what the program itself knows: models of the server, names of the settings.
            _ollama_sdk_ask() {
                local -a live
                live=(${(f)"$(ollama-sdk complete "$1" "${words[CURRENT]}" --line "${words[*]}" 2>/dev/null)"})
                compadd -- $live
            }
            _ollama_sdk() {
                local command="" word
                local -a items
                for word in "${(@)words[2,CURRENT-1]}"; do
                    case "$command $word" in

            """);
        foreach (var command in words.Commands)
        {
            script.Append($"            {string.Join('|', command.Names.Select(name => $"\"{command.Parent} {name}\""))}) command=\"{command.Path}\" ;;\n");
        }

        script.Append("        esac\n    done\n    case \"${words[CURRENT-1]}\" in\n");
        foreach (var option in words.WithValues)
        {
            var choices = option.Choices.Count > 0 ? $"compadd -- {string.Join(' ', option.Choices)}; " : "";
            var ask = option.Asks is null ? "" : $"_ollama_sdk_ask {option.Asks}; ";
            script.Append($"        {string.Join('|', option.Names)}) {choices}{ask}{(option.TakesFile ? "_files; " : "")}return ;;\n");
        }

        script.Append("    esac\n    case \"$command\" in\n");
        script.Append($"        \"\") items=({string.Join(' ', words.First.SelectMany(command => command.Names.Select(name => Item(name, command.Description))))}) ;;\n");
        foreach (var command in words.Commands)
        {
            var items = command.Choices.Select(choice => Item(choice, "")).Concat(command.Options.Select(option => Item(option.Long, option.Description)));
            var ask = command.Asks is null ? "" : $"; _ollama_sdk_ask {command.Asks}";
            script.Append($"        \"{command.Path}\") items=({string.Join(' ', items)}){ask} ;;\n");
        }

        return script.Append(
            $$"""
                esac
                items+=({{string.Join(' ', words.Everywhere.Select(option => Item(option.Long, option.Description)))}})
                _describe 'ollama-sdk' items
            }
            if [ "$funcstack[1]" = "_ollama-sdk" ]; then _ollama_sdk "$@"; else compdef _ollama_sdk ollama-sdk; fi

            """).ToString();
    }

    private static string Item(string word, string description) =>
        $"'{(description.Length == 0 ? word : $"{word}:{description.Replace("'", "'\\''", StringComparison.Ordinal)}")}'";
}
