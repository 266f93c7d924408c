namespace OllamaSdk.Testing.Emulator.Script;

/// <summary>What a decision model thinks of one question.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Answer">The option, <c>true</c> or <c>false</c>, or the level by number or text.</param>
/// <param name="Probability">How probable that is; the other options share the rest.</param>
internal sealed record ScriptedDecision(string Question, string Answer, double Probability);
