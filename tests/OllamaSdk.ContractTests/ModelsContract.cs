using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

public sealed class ModelsContract(RecordedServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("tags")]
    [InlineData("zz_tags_end")]
    public async Task The_list_of_models_is_read_in_full(string name)
    {
        ModelList list = await Client.ListModelsAsync(Replay(name), Ct);

        Assert.Null(list.AdditionalProperties);
        Expect.All(Recording.Load(name).Json.At("models"), list.ModelsOnWire, (recorded, model) =>
        {
            Assert.Equal(recorded.Text("name"), model.NameOnWire);
            Assert.Equal(recorded.Text("model"), model.ModelOnWire);
            Expect.Time(recorded.At("modified_at"), model.ModifiedAt);
            Assert.Equal(recorded.Number("size"), model.Size);
            Assert.Equal(recorded.Text("digest"), model.DigestOnWire);
            Expect.Details(recorded.At("details"), model.DetailsOnWire);
            Expect.All(recorded.At("capabilities"), model.Capabilities, (text, ability) => Assert.Equal(text.GetString(), ability.Value));
            Assert.Null(model.AdditionalProperties);
        });
    }

    [Theory]
    [InlineData("ps")]
    [InlineData("ps_after")]
    [InlineData("ps_after_unload")]
    [InlineData("ps_empty")]
    [InlineData("ps_forever")]
    public async Task The_list_of_loaded_models_is_read_in_full(string name)
    {
        RunningModelList list = await Client.ListRunningModelsAsync(Replay(name), Ct);

        Assert.Null(list.AdditionalProperties);
        Expect.All(Recording.Load(name).Json.At("models"), list.ModelsOnWire, (recorded, model) =>
        {
            Assert.Equal(recorded.Text("name"), model.NameOnWire);
            Assert.Equal(recorded.Text("model"), model.ModelOnWire);
            Assert.Equal(recorded.Number("size"), model.Size);
            Assert.Equal(recorded.Text("digest"), model.DigestOnWire);
            Expect.Details(recorded.At("details"), model.DetailsOnWire);
            Expect.Time(recorded.At("expires_at"), model.ExpiresAt);
            Assert.Equal(recorded.Number("size_vram"), model.SizeVram);
            Assert.Equal(recorded.Number("context_length"), model.ContextLength);
            Assert.Null(model.AdditionalProperties);
        });
    }

    [Theory]
    [InlineData("show", "tiny", null)]
    [InlineData("show_go", "tiny-go", null)]
    [InlineData("show_verbose", "tiny", true)]
    public async Task A_model_is_shown_in_full(string name, string model, bool? verbose)
    {
        ShowModelResponse answer = await Client.ShowModelAsync(new ShowModelRequest { Model = model, Verbose = verbose }, Replay(name), Ct);

        JsonElement recorded = Recording.Load(name).Json;
        Assert.Equal(recorded.Text("license"), answer.LicenseOnWire);
        Assert.Equal(recorded.Text("modelfile"), answer.ModelfileOnWire);
        Assert.Equal(recorded.Text("parameters"), answer.ParametersOnWire);
        Assert.Equal(recorded.Text("template"), answer.TemplateOnWire);
        Expect.Details(recorded.At("details"), answer.DetailsOnWire);
        Assert.Equal(Members(recorded.GetProperty("model_info")), answer.ModelInfoOnWire?.Select(member => (member.Key, member.Value.GetRawText())));
        Expect.All(recorded.At("tensors"), answer.TensorsOnWire, (tensor, typed) =>
        {
            Assert.Equal((tensor.Text("name"), tensor.Text("type")), (typed.NameOnWire, typed.TypeOnWire));
            Expect.All(tensor.At("shape"), typed.ShapeOnWire, (length, actual) => Assert.Equal(length.GetInt64(), actual));
        });
        Expect.All(recorded.At("capabilities"), answer.Capabilities, (text, ability) => Assert.Equal(text.GetString(), ability.Value));
        Expect.Time(recorded.At("modified_at"), answer.ModifiedAt);
        Assert.Null(answer.AdditionalProperties);
    }

    private static IEnumerable<(string Key, string Json)> Members(JsonElement json) =>
        json.EnumerateObject().Select(member => (member.Name, member.Value.GetRawText()));
}
