using System.Text;

namespace OllamaSdk.Cli.Completion;

internal static class BashScript
{
    public static string Of(CommandWords words)
    {
        var script = new StringBuilder(
            $$"""
            # bash completion of ollama-sdk: put this where bash finds it, or run: source <(ollama-sdk completion bash)
            _ollama_sdk() {
                local current="${COMP_WORDS[COMP_CWORD]}" command="" words="" word
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case "$word" in
                        {{string.Join('|', words.Commands.Select(command => command.Name))}}) command="$word"; break ;;
                    esac
                done
                case "${COMP_WORDS[COMP_CWORD-1]}" in

            """);
        foreach (var option in words.WithValues)
        {
            script.Append($"        {string.Join('|', option.Names)}) COMPREPLY=($(compgen {(option.TakesFile ? "-f " : "")}-W \"{string.Join(' ', option.Choices)}\" -- \"$current\")); return ;;\n");
        }

        script.Append("    esac\n    case \"$command\" in\n");
        script.Append($"        \"\") words=\"{string.Join(' ', words.Commands.Select(command => command.Name))}\" ;;\n");
        foreach (var command in words.Commands)
        {
            script.Append($"        {command.Name}) words=\"{string.Join(' ', command.Choices.Concat(command.Options.Select(option => option.Long)))}\" ;;\n");
        }

        return script.Append(
            $$"""
                esac
                COMPREPLY=($(compgen -W "$words {{string.Join(' ', words.Everywhere.Select(option => option.Long))}}" -- "$current"))
            }
            complete -o default -F _ollama_sdk ollama-sdk

            """).ToString();
    }
}
