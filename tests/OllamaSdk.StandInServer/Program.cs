using OllamaSdk.StandInServer;

// A program that behaves as a model server's does, or badly where its arguments say so; and programs that use the SDK.
return args switch
{
    ["parent", .. var rest] => await Parent.RunAsync(rest),
    ["server", "start", .. var rest] => Starter.Run(rest),
    ["tool", var api, var address, var what] => await ToolUser.RunAsync(api, address, what),
    ["linger"] => Linger.Run(),
    _ => await Server.RunAsync(new Behaviour(args)),
};
