using System.Text;

namespace OllamaSdk.Cli.Completion;

internal static class FishScript
{
    public static string Of(CommandWords words)
    {
        var script = new StringBuilder("# fish completion of ollama-sdk: put this into ~/.config/fish/completions/ollama-sdk.fish\n");
        script.Append("complete -c ollama-sdk -f\n");
        foreach (var command in words.First)
        {
            foreach (var name in command.Names)
            {
                script.Append($"complete -c ollama-sdk -n __fish_use_subcommand -a {name} -d {Quoted(command.Description)}\n");
            }
        }

        foreach (var option in words.Everywhere)
        {
            Append(script, option, "");
        }

        foreach (var command in words.Commands)
        {
            var names = string.Join(' ', command.Names);
            var condition = command.Parent is null ? $" -n '__fish_seen_subcommand_from {names}'"
                : $" -n '__fish_seen_subcommand_from {command.Parent}; and __fish_seen_subcommand_from {names}'";
            foreach (var option in command.Options)
            {
                Append(script, option, condition);
            }

            if (command.Choices.Count > 0)
            {
                script.Append($"complete -c ollama-sdk{condition} -a {Quoted(string.Join(' ', command.Choices))}\n");
            }

            if (command.Asks is { } kind)
            {
                script.Append($"complete -c ollama-sdk{condition} -a {Quoted(Ask(kind))}\n");
            }
        }

        return script.ToString();
    }

    private static void Append(StringBuilder script, OptionWord option, string condition)
    {
        script.Append($"complete -c ollama-sdk{condition} -l {option.Long[2..]}");
        script.Append(option.Short is null ? "" : $" -s {option.Short[1..]}");
        script.Append(option switch
        {
            { TakesValue: false } => "",
            { Asks: { } kind } => $" -x -a {Quoted(string.Join(' ', option.Choices.Append(Ask(kind))))}",
            { Choices.Count: > 0 } => $" -{(option.TakesFile ? "rF" : "x")} -a {Quoted(string.Join(' ', option.Choices))}",
            { TakesFile: true } => " -rF",
            _ => " -x",
        });
        script.Append($" -d {Quoted(option.Description)}\n");
    }

    // What the program itself knows: models of the server, names of the settings.
    private static string Ask(string kind) => $"(ollama-sdk complete {kind} (commandline -ct) --line (commandline -cp | string join ' ') 2>/dev/null)";

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
