namespace OllamaSdk;

public abstract partial record ToolLoopEvent : ILlmTextPart
{
    string? ILlmTextPart.Text => (this as ToolLoopTextEvent)?.Text;

    string? ILlmTextPart.Thinking => (this as ToolLoopThinkingEvent)?.Text;

    int ILlmTextPart.Turn => Round;

    bool ILlmTextPart.IsRestart => this is ToolLoopRestartEvent;
}
