using System.Text.Json;

namespace OllamaSdk.BulkJobs;

/// <summary>What became of one text: one of <see cref="Vector"/>, <see cref="Answer"/>, <see cref="Answers"/> and <see cref="Error"/>.</summary>
public sealed class LlmBulkRow
{
    /// <summary>A row.</summary>
    /// <param name="index">The text's place in the source.</param>
    /// <param name="input">The text.</param>
    public LlmBulkRow(long index, string input) => (Index, Input) = (index, input);

    /// <summary>The text's place in the source.</summary>
    public long Index { get; }

    /// <summary>The text.</summary>
    public string Input { get; }

    /// <summary>Its vector, where the job embeds.</summary>
    public float[]? Vector { get; init; }

    /// <summary>The model's answer, where the job generates.</summary>
    public string? Answer { get; init; }

    /// <summary>The answers by the names of the questions, where the job decides.</summary>
    public IReadOnlyDictionary<string, SystemOneAnswer>? Answers { get; init; }

    /// <summary>Why there is nothing else, without anything of the text.</summary>
    public string? Error { get; init; }

    /// <summary>Writes the row as a JSON object: <c>index</c>, and one of <c>vector</c>, <c>answer</c>, <c>answers</c> and <c>error</c>.</summary>
    /// <param name="json">Where to.</param>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteNumber("index", Index);
        if (Vector is not null)
        {
            json.WriteStartArray("vector");
            foreach (var number in Vector)
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }

        if (Answer is not null)
        {
            json.WriteString("answer", Answer);
        }

        if (Answers is not null)
        {
            json.WritePropertyName("answers");
            AnswerJson.Write(json, Answers);
        }

        if (Error is not null)
        {
            json.WriteString("error", Error);
        }

        json.WriteEndObject();
    }
}
