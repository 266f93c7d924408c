using OllamaSdk.Transport;

namespace OllamaSdk;

public sealed partial class TimeoutOptions
{
    /// <summary>What was set; <see langword="null"/> where the default holds.</summary>
    internal TimeSpan? Given(TimerSetting timer) => timer.Name switch
    {
        nameof(Connect) => _connect,
        nameof(StreamedGeneration) => _streamedGeneration,
        nameof(UnstreamedGeneration) => _unstreamedGeneration,
        nameof(FirstByte) => _firstByte,
        nameof(Idle) => _idle,
        nameof(TransferIdle) => _transferIdle,
        _ => _total,
    };

    internal void Validate()
    {
        foreach (var timer in TimerSetting.All)
        {
            Check(timer.Of(this), timer.Name);
        }
    }
}
