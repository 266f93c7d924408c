using System.Text.Json.Serialization;

namespace OllamaSdk.OpenAI;

public sealed partial record ChatCompletion
{
    /// <summary>
    /// Whether the answer ended because no more tokens were allowed (<c>max_tokens</c>, or the end of the context window), so that it is not all the model
    /// had to say; with several choices, whether one of them did. That a prompt was cut is another matter.
    /// </summary>
    [JsonIgnore]
    public bool HitTokenLimit => Choices.Any(choice => choice?.HitTokenLimit == true);
}

public sealed partial record ChatCompletionChoice
{
    /// <summary>Whether this choice ended because no more tokens were allowed, so that it is not all the model had to say.</summary>
    [JsonIgnore]
    public bool HitTokenLimit => TokenLimits.IsMeantBy(FinishReason?.Value);
}

public sealed partial record ChatCompletionChunk
{
    /// <summary>Whether a choice ends with this chunk because no more tokens were allowed; see <see cref="ChatCompletion.HitTokenLimit"/>.</summary>
    [JsonIgnore]
    public bool HitTokenLimit => Choices.Any(choice => choice?.HitTokenLimit == true);
}

public sealed partial record ChatCompletionChunkChoice
{
    /// <summary>Whether this choice ends with this chunk because no more tokens were allowed.</summary>
    [JsonIgnore]
    public bool HitTokenLimit => TokenLimits.IsMeantBy(FinishReason?.Value);
}

public sealed partial record Completion
{
    /// <inheritdoc cref="ChatCompletion.HitTokenLimit"/>
    [JsonIgnore]
    public bool HitTokenLimit => Choices.Any(choice => choice?.HitTokenLimit == true);
}

public sealed partial record CompletionChunk
{
    /// <inheritdoc cref="ChatCompletionChunk.HitTokenLimit"/>
    [JsonIgnore]
    public bool HitTokenLimit => Choices.Any(choice => choice?.HitTokenLimit == true);
}

public sealed partial record CompletionChoice
{
    /// <inheritdoc cref="ChatCompletionChoice.HitTokenLimit"/>
    [JsonIgnore]
    public bool HitTokenLimit => TokenLimits.IsMeantBy(FinishReason?.Value);
}

public sealed partial record OpenAIResponse
{
    /// <summary>
    /// Whether the response is incomplete because no more tokens were allowed (<c>max_output_tokens</c>, or the end of the context window), so that it is not
    /// all the model had to say. That a prompt was cut is another matter.
    /// </summary>
    [JsonIgnore]
    public bool HitTokenLimit => TokenLimits.IsMeantBy(IncompleteDetails?.ReasonOnWire);
}

public sealed partial record ResponseStreamEvent
{
    /// <summary>Whether this is the last event of a response that ended because no more tokens were allowed; see <see cref="OpenAIResponse.HitTokenLimit"/>.</summary>
    [JsonIgnore]
    public bool HitTokenLimit => Response?.HitTokenLimit == true;
}
