namespace OllamaSdk.Testing.Emulator.Script;

/// <summary>What can happen to a body that has begun.</summary>
internal enum BodyFault
{
    Stall,
    Cut,
    Break,
    ErrorLine,
    Garbage,

    /// <summary>Befalls what the model says, not the bytes of it.</summary>
    TokenRepeat,
}
