namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>A tool that the emulated model wants called.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">A JSON object, as text.</param>
internal sealed record CalledTool(string Name, string Arguments)
{
    private const int IdLength = 8;
    private const string IdLetters = "abcdefghijklmnopqrstuvwxyz0123456789";

    public int NameTokens => Tokens.Count(Name);

    public int ArgumentTokens => Tokens.Count(Arguments);

    /// <summary>In the server's form, but the same for the same call in the same place: <c>call_</c> and eight letters or digits.</summary>
    /// <param name="index">Which of the answer's calls this is.</param>
    /// <param name="promptTokens">The length of the prompt, by which the rounds of one conversation differ.</param>
    public string Id(int index, int promptTokens)
    {
        var hash = Tokens.Hash($"{Name}|{Arguments}|{index}|{promptTokens}");
        return "call_" + string.Create(IdLength, hash, static (letters, rest) =>
        {
            foreach (ref var letter in letters)
            {
                (rest, var digit) = Math.DivRem(rest, (ulong)IdLetters.Length);
                letter = IdLetters[(int)digit];
            }
        });
    }
}
