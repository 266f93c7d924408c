using System.Text;

namespace OllamaSdk.Cli.Completion;

internal static class ZshScript
{
    public static string Of(CommandWords words)
    {
        var script = new StringBuilder(
            $$"""
            #compdef ollama-sdk
            # zsh completion of ollama-sdk: put this into a folder of $fpath as _ollama-sdk, or run: source <(ollama-sdk completion zsh)
            _ollama_sdk() {
                local command="" word
                local -a items
                for word in "${(@)words[2,CURRENT-1]}"; do
                    case "$word" in
                        {{string.Join('|', words.Commands.Select(command => command.Name))}}) command="$word"; break ;;
                    esac
                done
                case "${words[CURRENT-1]}" in

            """);
        foreach (var option in words.WithValues)
        {
            var choices = option.Choices.Count > 0 ? $"compadd -- {string.Join(' ', option.Choices)}; " : "";
            script.Append($"        {string.Join('|', option.Names)}) {choices}{(option.TakesFile ? "_files; " : "")}return ;;\n");
        }

        script.Append("    esac\n    case \"$command\" in\n");
        script.Append($"        \"\") items=({string.Join(' ', words.Commands.Select(command => Item(command.Name, command.Description)))}) ;;\n");
        foreach (var command in words.Commands)
        {
            var items = command.Choices.Select(choice => Item(choice, "")).Concat(command.Options.Select(option => Item(option.Long, option.Description)));
            script.Append($"        {command.Name}) items=({string.Join(' ', items)}) ;;\n");
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
