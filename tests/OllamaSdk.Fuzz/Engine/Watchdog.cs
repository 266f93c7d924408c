using System.Diagnostics;

namespace OllamaSdk.Fuzz.Engine;

/// <summary>
/// Ends the program where one input takes more than its share of processor time. The clock on the wall would accuse an input of what other programs do.
/// </summary>
internal sealed class Watchdog
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Action<byte[]> _onHang;
    private long _number;
    private FuzzTarget? _target;
    private ReadOnlyMemory<byte> _input;

    public Watchdog(Action<byte[]> onHang)
    {
        _onHang = onHang;
        new Thread(Watch) { IsBackground = true, Name = "Watchdog" }.Start();
    }

    public void Begin(FuzzTarget target, ReadOnlyMemory<byte> input)
    {
        (_target, _input) = (target, input);
        Volatile.Write(ref _number, _number + 1);
    }

    public void End() => _target = null;

    private void Watch()
    {
        var (number, since) = (0L, TimeSpan.Zero);
        while (true)
        {
            Thread.Sleep(1000);
            var (now, used) = (Volatile.Read(ref _number), Process.GetCurrentProcess().TotalProcessorTime);
            if (now != number || _target is null)
            {
                (number, since) = (now, used);
            }
            else if (used - since > Limit)
            {
                _onHang(_input.ToArray());
                Environment.Exit(1);
            }
        }
    }
}
