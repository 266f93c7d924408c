using System.Text.Json.Serialization;
using OllamaSdk.Models;

namespace OllamaSdk;

public sealed partial record ShowModelResponse
{
    /// <summary><see cref="Parameters"/> by name, unquoted. A name such as <c>stop</c> can have several values; the order of names means nothing.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ParameterValues => ParameterText.Parse(Parameters);
}
