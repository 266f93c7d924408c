using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace OllamaSdk.BulkJobs;

/// <summary>How a vector stands in a column, which its type says.</summary>
internal enum VectorForm
{
    /// <summary>An array of numbers.</summary>
    Array,

    /// <summary>A type of an extension that reads <c>[1,2.5]</c>, as pgvector's do.</summary>
    Extension,

    /// <summary>Four bytes each, the lowest first.</summary>
    Bytes,

    /// <summary><c>[1,2.5]</c> as a text.</summary>
    Text,
}

/// <summary>A column for vectors.</summary>
/// <param name="type">The name of its type, as the provider says it.</param>
internal sealed class VectorColumn(string type)
{
    private readonly VectorForm _form = type.ToUpperInvariant() switch
    {
        var name when name.EndsWith("[]", StringComparison.Ordinal) || name.StartsWith('_') => VectorForm.Array,
        var name when name.Contains("VEC", StringComparison.Ordinal) => VectorForm.Extension,
        var name when name.Contains("BYTEA", StringComparison.Ordinal) || name.Contains("BINARY", StringComparison.Ordinal) || name.Contains("BLOB", StringComparison.Ordinal) => VectorForm.Bytes,
        _ => VectorForm.Text,
    };

    /// <summary>What stands for the parameter in an INSERT.</summary>
    public string Placeholder => _form is VectorForm.Extension ? $"CAST(@value AS {type})" : "@value";

    public object Value(float[] vector) => _form switch
    {
        VectorForm.Array => vector,
        VectorForm.Bytes => Bytes(vector),
        _ => Text(vector),
    };

    private static byte[] Bytes(float[] vector)
    {
        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        }

        return bytes;
    }

    private static string Text(float[] vector)
    {
        var text = new StringBuilder("[", vector.Length * 12);
        for (var i = 0; i < vector.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}{vector[i]:R}");
        }

        return text.Append(']').ToString();
    }
}
