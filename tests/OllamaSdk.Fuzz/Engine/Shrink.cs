namespace OllamaSdk.Fuzz.Engine;

/// <summary>Makes an input smaller while it does the same.</summary>
internal static class Shrink
{
    /// <param name="input">The input.</param>
    /// <param name="isSame">Whether another one does the same.</param>
    /// <param name="tries">How often that may be asked.</param>
    public static byte[] Of(byte[] input, Func<byte[], bool> isSame, int tries)
    {
        for (var part = input.Length / 2; part > 0 && tries > 0; part /= 2)
        {
            for (var at = 0; at < input.Length && tries > 0;)
            {
                var end = Math.Min(at + part, input.Length);
                byte[] without = [.. input.AsSpan(0, at), .. input.AsSpan(end)];
                tries--;
                if (isSame(without))
                {
                    input = without;
                }
                else
                {
                    at = end;
                }
            }
        }

        return input;
    }
}
