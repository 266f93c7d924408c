namespace OllamaSdk.OpenApi.Reading;

/// <summary>Something in a description that cannot become C#.</summary>
internal sealed record Problem(string File, int Line, string Pointer, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Pointer}: {Message}";
}
