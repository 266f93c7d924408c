using System.Text;
using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>How likely the tokens were: the same numbers for the same tokens, as nobody has weighed them.</summary>
/// <param name="Top">How many alternatives are told for each token.</param>
internal sealed record Logprobs(int Top)
{
    /// <summary>The list of one answer or of one line of it.</summary>
    public void Write(Utf8JsonWriter json, IEnumerable<Token> tokens)
    {
        json.WriteStartArray("logprobs");
        foreach (var token in tokens)
        {
            json.WriteStartObject();
            WriteToken(json, token.Text, Likelihood(token.Text));
            if (Top > 0)
            {
                json.WriteStartArray("top_logprobs");
                // The token itself is the likeliest, as with a temperature of zero.
                for (var rank = 0; rank < Top; rank++)
                {
                    json.WriteStartObject();
                    WriteToken(json, rank == 0 ? token.Text : $"{token.Text}{rank}", Likelihood(token.Text) - rank);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The natural logarithm of a probability between e⁻¹ and 1.</summary>
    public static double Likelihood(string token) => -(double)(Tokens.Hash(token) % 1000) / 1000;

    private static void WriteToken(Utf8JsonWriter json, string token, double logprob)
    {
        json.WriteString("token", token);
        json.WriteNumber("logprob", logprob);
        json.WriteStartArray("bytes");
        foreach (var part in Encoding.UTF8.GetBytes(token))
        {
            json.WriteNumberValue(part);
        }

        json.WriteEndArray();
    }
}
