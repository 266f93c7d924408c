using OllamaSdk.Fuzz.Engine;
using SharpFuzz;

namespace OllamaSdk.Fuzz;

/// <summary>The same targets under fuzzers from outside, for whom each input is written into shared memory and told by a pipe.</summary>
internal static class Drivers
{
    public static int Run(string driver, FuzzTarget target)
    {
        if (driver == "afl")
        {
            Fuzzer.Run(stream =>
            {
                using var input = new MemoryStream();
                stream.CopyTo(input);
                target.Run(input.ToArray());
            });
        }
        else
        {
            Fuzzer.LibFuzzer.Run(input => target.Run(input.ToArray()));
        }

        return 0;
    }
}
