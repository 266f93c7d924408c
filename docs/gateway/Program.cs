using Gateway;

GatewayHost.Create(args).Run();
