namespace OllamaSdk.Prompting;

/// <summary>What is kept of an earlier prompt: enough to know it again at the beginning of a longer one, and no word of it.</summary>
/// <param name="Hash">What it is known by.</param>
/// <param name="Parts">Its parts.</param>
/// <param name="Proven">It has at least so many tokens: the server has counted them, or those of its beginning.</param>
/// <param name="Likely">It has about so many tokens, what was cut included.</param>
/// <param name="CutAt">The context length that was asked for, where the prompt was certainly cut at that; else 0.</param>
/// <param name="At">A timestamp of the client's clock.</param>
internal sealed record PromptTrace(ulong Hash, int Parts, int Proven, int Likely, int CutAt, long At);
