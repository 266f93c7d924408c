namespace OllamaSdk;

/// <summary>What a program should know about a tool before it runs it. Models do not see it.</summary>
/// <param name="ReadOnly">The tool changes nothing.</param>
/// <param name="Destructive">The tool may destroy something.</param>
/// <param name="Timeout">
/// How long the tool loop waits for one call: a positive time below 49 days, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>;
/// <see langword="null"/> leaves that to the loop.
/// </param>
/// <param name="Strict">The arguments must fit the schema as they are; nothing is read as it was meant.</param>
public readonly record struct ToolHints(bool ReadOnly = false, bool Destructive = false, TimeSpan? Timeout = null, bool Strict = false);
