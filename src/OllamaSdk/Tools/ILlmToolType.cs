namespace OllamaSdk;

/// <summary>A type with <see cref="LlmToolAttribute"/> methods. Generated; hand it to <see cref="ToolSet"/>.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ILlmToolType<TSelf>
{
    /// <summary>Makes the tools of the type, in the order in which they are declared.</summary>
    /// <param name="instance">
    /// Gives the object whose method is called, once per call. <see langword="null"/> takes it from
    /// <see cref="ToolCallContext.Services"/>. Static methods need neither.
    /// </param>
    /// <returns>The tools, in the order of their methods.</returns>
    static abstract IReadOnlyList<LlmTool> CreateTools(Func<ToolCallContext, TSelf>? instance);
}
