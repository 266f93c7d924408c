namespace OllamaSdk.Tests.Transfers;

/// <summary>Progress as it was told, at once and in order; <see cref="Progress{T}"/> would tell it later, on another thread.</summary>
internal sealed class Reports(Action<TransferProgress>? also = null) : IProgress<TransferProgress>
{
    public List<TransferProgress> All { get; } = [];

    public TransferProgress Last => All[^1];

    public void Report(TransferProgress value)
    {
        All.Add(value);
        also?.Invoke(value);
    }
}
