namespace OllamaSdk.Transfers;

/// <summary>Tells a lambda of progress, at once and in order; <see cref="Progress{T}"/> does it later and elsewhere.</summary>
internal sealed class ProgressAction : IProgress<TransferProgress>
{
    private readonly Action<TransferProgress> _report;

    public ProgressAction(Action<TransferProgress> progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        _report = progress;
    }

    public void Report(TransferProgress value) => _report(value);
}
