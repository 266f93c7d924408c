namespace OllamaSdk;

/// <summary>
/// Makes a method a tool that a model may ask for. Its JSON schema, the reader of its arguments and the writer of its result are made at
/// compile time and stand inside the method's type, which must be <c>partial</c>.
/// </summary>
/// <remarks>
/// A type with tools goes into a <see cref="ToolSet"/> by <c>Add</c>; a static class has a generated property <c>LlmTools</c> for
/// <see cref="ToolSet.AddRange"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class LlmToolAttribute : Attribute
{
    /// <summary>A tool described by its <c>[Description]</c> attribute or its documentation comment.</summary>
    public LlmToolAttribute()
    {
    }

    /// <summary>A tool described here.</summary>
    /// <param name="description">What the tool does and when to use it, in words for the model.</param>
    public LlmToolAttribute(string description) => Description = description;

    /// <summary>
    /// The name the model uses: 1 to 64 ASCII letters, digits, <c>_</c>, <c>-</c> and <c>.</c>. Without it the method's name, less a final
    /// <c>Async</c>. The OpenAI-compatible API gets <c>_</c> for a dot, and asks by that name.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>What the tool does and when to use it, in words for the model. Stronger than <c>[Description]</c> and comments.</summary>
    public string? Description { get; set; }

    /// <summary>A hint that the tool changes nothing, so that a program may run it without asking.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>A hint that the tool may destroy something, so that a program asks before it runs it.</summary>
    public bool Destructive { get; set; }

    /// <summary>How long the tool loop waits for one call, in milliseconds; 0 leaves that to the loop's own limit.</summary>
    public int TimeoutMilliseconds { get; set; }

    /// <summary>
    /// Whether arguments must fit the schema as they are. Else what can mean but one thing is read as it was meant, since small models write
    /// <c>"5"</c> for 5; <see cref="ToolInvocation.Mendings"/> tells of it.
    /// </summary>
    public bool Strict { get; set; }
}
