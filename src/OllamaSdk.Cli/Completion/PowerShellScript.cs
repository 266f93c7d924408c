using System.Text;

namespace OllamaSdk.Cli.Completion;

internal static class PowerShellScript
{
    public static string Of(CommandWords words)
    {
        var script = new StringBuilder(
            """
            # PowerShell completion of ollama-sdk: put this into $PROFILE, or run: ollama-sdk completion powershell | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName ollama-sdk -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $commands = [ordered]@{

            """);
        foreach (var command in words.Commands)
        {
            foreach (var name in command.Names)
            {
                script.Append($"        '{Key(command, name)}' = @({List(command.Choices.Concat(command.Options.Select(option => option.Long)))})\n");
            }
        }

        script.Append("    }\n    $values = @{\n");
        foreach (var option in words.WithValues.Where(option => option.Choices.Count > 0))
        {
            foreach (var name in option.Names)
            {
                script.Append($"        '{name}' = @({List(option.Choices)})\n");
            }
        }

        // What the program itself knows: models of the server, names of the settings.
        script.Append("    }\n    $asks = @{\n");
        foreach (var (name, kind) in words.WithValues.SelectMany(option => option.Names.Select(name => (name, option.Asks)))
            .Concat(words.Commands.SelectMany(command => command.Names.Select(name => (Key(command, name), command.Asks)))))
        {
            script.Append(kind is null ? "" : $"        '{name}' = '{kind}'\n");
        }

        return script.Append(
            $$"""
                }
                $typed = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })
                if ($wordToComplete) { $typed = @($typed | Select-Object -SkipLast 1) }
                $command = ''
                foreach ($word in $typed) { if ($commands.Contains("$command $word")) { $command = "$command $word" } }
                $last = if ($typed) { $typed[-1] } else { '' }
                $isValue = $values.ContainsKey($last) -or $asks.ContainsKey($last)
                $words = @(if ($isValue) { $values[$last] }
                    else { @(if ($command) { $commands[$command] } else { $commands.Keys | Where-Object { $_ -notlike ' * *' } | ForEach-Object { $_.Trim() } }) + @({{List(words.Everywhere.Select(option => option.Long))}}) })
                $kind = if ($isValue) { $asks[$last] } else { $asks[$command] }
                if ($kind -and $wordToComplete -notlike '-*') { $words += @(ollama-sdk complete $kind $wordToComplete --line "$commandAst" 2>$null) }
                $words | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """).ToString();
    }

    // With a space before each word, so that no option goes by the same name.
    private static string Key(CommandWord command, string name) => command.Parent is null ? $" {name}" : $" {command.Parent} {name}";

    private static string List(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"'{word}'"));
}
