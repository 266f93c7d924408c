namespace OllamaSdk;

/// <summary>A server that was asked and gave no answer.</summary>
/// <param name="Provider">The name of its provider.</param>
/// <param name="Model">The model it was asked for.</param>
/// <param name="Endpoint">Its address.</param>
/// <param name="Error">Why there was no answer.</param>
public sealed record LlmFailure(string Provider, string Model, Uri Endpoint, LlmException Error);
