using System.Text.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>JSON that is not what the schema says. Where it stands is found only when somebody asks: most readers never fail.</summary>
/// <param name="problem">What was wrong, as it continues "argument 'x'".</param>
/// <param name="position">The offset of the token at fault, in bytes from where the reader began.</param>
/// <param name="member">The member of that object that is missing; <see langword="null"/> where the value itself is at fault.</param>
/// <param name="inner">What a constructor or a setter threw.</param>
/// <param name="withoutText">The same without a text that the model wrote; <see langword="null"/> where there is none.</param>
internal sealed class SchemaBreachException(string problem, long position, string? member = null, Exception? inner = null, string? withoutText = null)
    : JsonException(withoutText ?? (member is null ? problem : $"'{member}' {problem}"), inner)
{
    /// <summary>What the type's own code refused.</summary>
    public SchemaBreachException(string problem, long position, Exception inner)
        : this(problem, position, null, inner)
    {
    }

    /// <summary>For the model, which may read its own words again.</summary>
    public string Problem { get; } = problem;

    /// <summary>The message with <see cref="Problem"/>.</summary>
    public string Words { get; } = member is null ? problem : $"'{member}' {problem}";

    public long Position { get; } = position;

    public string? Member { get; } = member;
}
