using OllamaSdk.Transport;

namespace OllamaSdk.OpenAI;

public sealed partial record ChatCompletionRequest : IModelRequest;

public sealed partial record CompletionRequest : IModelRequest;

public sealed partial record EmbeddingRequest : IModelRequest;

public sealed partial record ResponseRequest : IModelRequest;

public sealed partial record CompactRequest : IModelRequest;

public sealed partial record SpeechRequest : IModelRequest;
