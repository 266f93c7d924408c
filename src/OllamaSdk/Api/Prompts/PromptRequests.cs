using OllamaSdk.Prompting;

namespace OllamaSdk;

public sealed partial record OllamaChatRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => Options?.NumCtx;

    void IPromptRequest.Read(ref PromptReading reading)
    {
        foreach (var message in Messages ?? [])
        {
            reading.AddSure(message.Content);
        }
    }
}

public sealed partial record GenerateRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => Options?.NumCtx;

    void IPromptRequest.Read(ref PromptReading reading) => reading.AddSure(Prompt);
}
