namespace OllamaSdk.Prompting;

/// <summary>A whole answer that tells what became of its prompt.</summary>
internal interface IPromptTold
{
    PromptTruncation? PromptTruncation { get; }
}
