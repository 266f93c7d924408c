namespace OllamaSdk.Cli.Chat;

/// <summary>What a command's argument is, for the Tab key.</summary>
internal enum SlashArgument
{
    None,
    Text,
    File,
    Model,
}

/// <summary>A command of a talk.</summary>
/// <param name="Name">Its name, with the slash.</param>
/// <param name="Usage">What stands behind the name, for the help.</param>
/// <param name="Help">What it does.</param>
/// <param name="Argument">What its argument is.</param>
/// <param name="Run">Does it, with what was typed behind the name.</param>
internal sealed record SlashCommand(string Name, string Usage, string Help, SlashArgument Argument, Func<string, Task> Run)
{
    /// <summary>Further names, not listed.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    public bool IsNamed(string name) => name == Name || OtherNames.Contains(name);
}
