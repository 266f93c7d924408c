using OllamaSdk.StandInServer;

// A program that behaves as a model server's does, or badly where its arguments say so; and one that starts such a server through the SDK.
return args switch
{
    ["parent", .. var rest] => await Parent.RunAsync(rest),
    ["server", "start", .. var rest] => Starter.Run(rest),
    ["linger"] => Linger.Run(),
    _ => await Server.RunAsync(new Behaviour(args)),
};
