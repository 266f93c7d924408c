using System.Globalization;
using OllamaSdk.Generators.Http.Model;

namespace OllamaSdk.Generators.Http.Emission;

/// <summary>Writes one method: it fills an <c>ApiCall</c> and hands it to the runner, which does the rest.</summary>
internal sealed class MethodEmitter(SourceWriter writer, string interfaceName, string runner, MethodModel method)
{
    private const string ApiCall = "global::OllamaSdk.Http.ApiCall";

    private readonly string _call = Naming.Unique("call", method.Parameters);

    public void Emit()
    {
        writer.Line($"public {method.ReturnType} {Naming.Identifier(method.Name)}({Parameters()})");
        writer.Open();
        writer.Line($"var {_call} = new {ApiCall}(global::System.Net.Http.HttpMethod.{method.Verb}, " +
            $"{Naming.Literal(method.Path)}, {Naming.Literal(interfaceName)}, {Naming.Literal(method.Name)});");

        foreach (var header in method.Headers)
        {
            writer.Line($"{_call}.SetHeader({Naming.Literal(header.Name)}, {Naming.Literal(header.Value)});");
        }

        if (method.TimeoutMilliseconds > 0)
        {
            var milliseconds = method.TimeoutMilliseconds.ToString(CultureInfo.InvariantCulture);
            writer.Line($"{_call}.Timeout = global::System.TimeSpan.FromMilliseconds({milliseconds});");
        }

        foreach (var parameter in method.Parameters)
        {
            EmitParameter(parameter);
        }

        writer.Line($"return {runner}.{RunnerMethod()}({_call}, {Token()});");
        writer.Close();
    }

    private void EmitParameter(ParameterModel parameter)
    {
        var (name, wireName) = (parameter.Name, Naming.Literal(parameter.WireName));
        switch (parameter.Role)
        {
            case ParameterRole.Path:
                writer.Line($"{_call}.AddPath({wireName}, {ApiCall}.Format({name}));");
                break;
            case ParameterRole.Query:
                writer.Line($"{_call}.AddQuery({wireName}, {ApiCall}.Format({name}));");
                break;
            case ParameterRole.QueryItems:
                EmitItems(name, wireName);
                break;
            case ParameterRole.Header:
                writer.Line($"{_call}.SetHeader({wireName}, {ApiCall}.Format({name}));");
                break;
            case ParameterRole.Property:
                writer.Line($"{_call}.SetProperty({wireName}, {name});");
                break;
            case ParameterRole.JsonBody:
                writer.Line($"{_call}.Content = {runner}.ToContent<{parameter.Type}>({name});");
                break;
            case ParameterRole.RawBody:
                writer.Line($"{_call}.Content = {runner}.ToContent({name});");
                break;
        }
    }

    private void EmitItems(string name, string wireName)
    {
        var item = Naming.Unique("item", method.Parameters);
        writer.Line($"if ({name} is not null)");
        writer.Open();
        writer.Line($"foreach (var {item} in {name})");
        writer.Open();
        writer.Line($"{_call}.AddQuery({wireName}, {ApiCall}.Format({item}));");
        writer.Close();
        writer.Close();
    }

    private string RunnerMethod() => method.Result switch
    {
        ResultKind.Nothing => "SendAsync",
        ResultKind.Content => $"SendAsync<{method.ResultType}>",
        ResultKind.Response => $"SendForResponseAsync<{method.ResultType}>",
        ResultKind.Message => "SendForMessageAsync",
        ResultKind.ByteStream => "SendForStreamAsync",
        _ => $"StreamAsync<{method.ResultType}>",
    };

    private string Parameters()
    {
        var parts = new string[method.Parameters.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = $"{method.Parameters[i].Type} {method.Parameters[i].Name}";
        }

        return string.Join(", ", parts);
    }

    private string Token()
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Role == ParameterRole.Token)
            {
                return parameter.Name;
            }
        }

        return "global::System.Threading.CancellationToken.None";
    }
}
