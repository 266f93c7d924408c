namespace OllamaSdk;

/// <summary>
/// Gives a partial class, record or struct an <see cref="ILlmSchema{TSelf}"/> made at compile time: the JSON schema a model must answer in,
/// and the reader and writer of that answer.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class LlmSchemaAttribute : Attribute;
