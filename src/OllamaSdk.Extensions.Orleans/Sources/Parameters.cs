using System.Data.Common;

namespace OllamaSdk.BulkJobs;

/// <summary>Parameters of a command, in the form that most providers take.</summary>
internal static class Parameters
{
    public static void Add(this DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    public static void Add(this DbBatchCommand command, string name, object value, Func<DbParameter> create)
    {
        var parameter = create();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
