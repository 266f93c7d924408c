using OllamaSdk.Transport;

namespace OllamaSdk;

public sealed partial record OllamaChatRequest : IModelRequest;

public sealed partial record GenerateRequest : IModelRequest;

public sealed partial record EmbedRequest : IModelRequest;

public sealed partial record LegacyEmbedRequest : IModelRequest;

public sealed partial record ShowModelRequest : IModelRequest;

public sealed partial record PullModelRequest : IModelRequest;

public sealed partial record PushModelRequest : IModelRequest;

public sealed partial record CreateModelRequest : IModelRequest;

public sealed partial record DeleteModelRequest : IModelRequest;

public sealed partial record SystemOneRequest : IModelRequest;

public sealed partial record CopyModelRequest : IModelRequest
{
    string? IModelRequest.Model => Source;
}
