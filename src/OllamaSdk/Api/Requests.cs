using OllamaSdk.Http;

namespace OllamaSdk;

public sealed partial record ChatRequest : IModelRequest;

public sealed partial record GenerateRequest : IModelRequest;

public sealed partial record EmbedRequest : IModelRequest;

public sealed partial record ShowModelRequest : IModelRequest;
