namespace OllamaSdk.Streaming;

/// <summary>Whether text was given already of the turn that an answer is in, so that it cannot begin anew.</summary>
internal struct GivenText
{
    private int _turn;

    /// <exception cref="LlmStreamException">It begins anew.</exception>
    public readonly void Check(ILlmTextPart part)
    {
        if (part.IsRestart && part.Turn == _turn)
        {
            throw new LlmStreamException(
                StreamFailure.Interrupted, "The answer began anew, at another server or since the model was asked again, but text of it was given already and cannot be taken back.");
        }
    }

    public void Note(ILlmTextPart part) => _turn = part.Turn;
}
