namespace OllamaSdk.Tests.Transfers;

/// <summary>Progress as it was told, at once and in order; <see cref="Progress{T}"/> would tell it later, on another thread.</summary>
/// <param name="also">Called with each report.</param>
/// <param name="from">The first for which it is, counted from 1.</param>
internal sealed class Reports(Action<TransferProgress>? also = null, int from = 1) : IProgress<TransferProgress>
{
    public List<TransferProgress> All { get; } = [];

    public TransferProgress Last => All[^1];

    public void Report(TransferProgress value)
    {
        All.Add(value);
        if (All.Count >= from)
        {
            also?.Invoke(value);
        }
    }
}
