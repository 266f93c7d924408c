namespace OllamaSdk.Recovery;

/// <summary>An answer that tells what it took to get it.</summary>
internal interface IRecoverable
{
    MemoryRecovery? MemoryRecovery { get; set; }
}
